package org.watchfloor.plugin.plate.genericcsv.internal;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/** The plugin for readers that leave their reads in files of separated values. Stateless. */
@Designate(ocd = PlateGenericcsvConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.plate-genericcsv",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PlateGenericcsvPlugin implements DecoderPlugin<PlateGenericcsvConfig> {
  private static final PluginInfo INFO =
      new PluginInfo(
          "plate-genericcsv",
          "Plate reads in files",
          "Watchfloor",
          TrustGrade.D,
          Set.of(Capability.POLL),
          List.of(Report.DESCRIPTOR));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<PlateGenericcsvConfig> configType() {
    return PlateGenericcsvConfig.class;
  }

  @Override
  public List<Inbound> inbound(PlateGenericcsvConfig config) throws SourceException {
    return List.of(checked(() -> Ways.of(config)));
  }

  @Override
  public Decoder open(PlateGenericcsvConfig config) throws SourceException {
    return new PlateGenericcsvDecoder(checked(() -> Layout.of(config)));
  }

  private static <T> T checked(Supplier<T> made) throws SourceException {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new SourceException(SourceException.Kind.CONFIG, String.valueOf(e.getMessage()));
    }
  }
}
