package ${package};

import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.DecoderContract;

class ${prefix}ContractTest extends DecoderContract<${prefix}Config> {
  @Override
  protected DecoderPlugin<${prefix}Config> plugin() {
    return new ${prefix}Plugin();
  }

  @Override
  protected ${prefix}Config goodConfig() {
    return Configs.of(${prefix}Config.class, Map.of("_secret", secret()));
  }

  @Override
  protected Map<String, ${prefix}Config> badConfigs() {
    return Map.of(".secret", Configs.of(${prefix}Config.class, Map.of("_secret", "short")));
  }

  @Override
  protected List<Sample> samples() throws Exception {
    return List.of(Sample.golden(getClass(), "one-event.json", "application/json"));
  }

  @Override
  protected String folder() {
    return "${id}";
  }
}
