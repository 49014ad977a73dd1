package org.watchfloor.lint;

import java.util.List;
import java.util.Set;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;

/** A plugin that a test puts into a jar. */
public final class TestPlugin implements DecoderPlugin<Override> {
  @Override
  public PluginInfo info() {
    String schema = "{\"type\":\"object\",\"properties\":{\"level\":{\"type\":\"number\"}}}";
    return new PluginInfo(
        "test",
        "Test",
        "Test",
        TrustGrade.D,
        Set.of(Capability.PUSH),
        List.of(
            KindDescriptor.of(new Kind("test.level"), "Level")
                .fieldsSchema(schema)
                .summary("{level}")
                .build()));
  }

  @Override
  public Class<Override> configType() {
    return Override.class;
  }

  @Override
  public List<Inbound> inbound(Override config) {
    return List.of();
  }

  @Override
  public Decoder open(Override config) {
    return message -> Decoded.nothing();
  }

  /** One with a summary that names what its schema does not have. */
  public static final class WrongKind implements DecoderPlugin<Override> {
    @Override
    public PluginInfo info() {
      return new PluginInfo(
          "test",
          "Test",
          "Test",
          TrustGrade.D,
          Set.of(),
          List.of(
              KindDescriptor.of(new Kind("test.level"), "Level")
                  .fieldsSchema("{\"type\":\"objekt\"}")
                  .summary("{height}")
                  .build()));
    }

    @Override
    public Class<Override> configType() {
      return Override.class;
    }

    @Override
    public List<Inbound> inbound(Override config) {
      return List.of();
    }

    @Override
    public Decoder open(Override config) {
      return message -> Decoded.nothing();
    }
  }

  /** One that cannot be made. */
  public static final class NeedsSomething {
    public NeedsSomething(String what) {
      throw new IllegalStateException(what);
    }
  }
}
