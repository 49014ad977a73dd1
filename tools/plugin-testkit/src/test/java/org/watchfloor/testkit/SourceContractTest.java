package org.watchfloor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourcePlugin;
import org.watchfloor.testkit.FaultySource.Fault;

/** Each rule holds for a plugin that is right, and catches one that breaks it. */
class SourceContractTest {
  static final String SECRET = "s3cret-of-the-kit";

  @Test
  void aGoodPluginPasses() throws Exception {
    try (Contract contract = new Contract(Fault.NONE)) {
      for (Rule rule : Rule.values()) {
        contract.run(rule);
      }
    }
  }

  @Test
  void eachRuleCatchesItsFault() throws Exception {
    caught(Fault.OPEN_SPEAKS, Rule.SRC_01, "open spoke to the device");
    caught(Fault.SUBMITS_AFTER_CLOSE, Rule.SRC_07, "submitted or kept after close");
    caught(Fault.CLOSE_LEAVES_THE_START, Rule.SRC_08, "start goes on");
    caught(Fault.LEAVES_A_THREAD_AND_A_SOCKET, Rule.SRC_09, "thread left over", "socket:");
    caught(Fault.DEAF_TO_INTERRUPT, Rule.SRC_10, "start goes on");
    caught(Fault.OFF_IS_NO_RETRY, Rule.SRC_11_OFF, "CONFIG");
    caught(Fault.PASSWORD_IS_NO_AUTH, Rule.SRC_11_PASSWORD, "RETRY");
    caught(Fault.NONSENSE_IS_TAKEN, Rule.SRC_11_NONSENSE, "port");
    caught(Fault.TELLS_THE_SECRET, Rule.SRC_17, SECRET);
    caught(Fault.ONE_FOR_ALL, Rule.SRC_19, "it is open");
  }

  private static void caught(Fault fault, Rule rule, String... words) throws Exception {
    try (Contract contract = new Contract(fault)) {
      assertThatThrownBy(() -> contract.run(rule))
          .as(fault + " by " + rule)
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll(words);
    }
  }

  private enum Rule {
    SRC_01,
    SRC_03,
    SRC_07,
    SRC_08,
    SRC_09,
    SRC_10,
    SRC_11_OFF,
    SRC_11_PASSWORD,
    SRC_11_NONSENSE,
    SRC_17,
    SRC_19
  }

  private static final class Contract extends SourceContract<String> implements AutoCloseable {
    private final Fault fault;
    private final List<AutoCloseable> left = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<String, FaultySource.Device> devices = new HashMap<>();
    private final CountDownLatch shared = new CountDownLatch(1);

    Contract(Fault fault) {
      this.fault = fault;
    }

    void run(Rule rule) throws Exception {
      switchOn();
      try {
        method(rule).execute();
      } catch (Exception | AssertionError e) {
        throw e;
      } catch (Throwable e) {
        throw new AssertionError(e);
      } finally {
        switchOff();
      }
    }

    private Executable method(Rule rule) {
      return switch (rule) {
        case SRC_01 -> this::required_src01_openDoesLittle;
        case SRC_03 -> this::required_src03_startReachesOnline;
        case SRC_07 -> this::required_src07_noSignalAfterClose;
        case SRC_08 ->
            () -> {
              required_src08_closeIsQuickAndTwiceIsHarmless();
              switchOff();
              switchOn();
              required_src08_closeEndsAStart();
            };
        case SRC_09 -> this::required_src09_leavesNoThreadSocketOrFile;
        case SRC_10 -> this::required_src10_anInterruptEndsAStart;
        case SRC_11_OFF -> this::required_src11_aDeviceThatIsOffIsWorthARetry;
        case SRC_11_PASSWORD -> this::required_src11_aWrongPasswordWaitsForAnother;
        case SRC_11_NONSENSE -> this::required_src11_nonsenseIsRefusedAsConfig;
        case SRC_17 -> this::required_src17_noSecretInAnyWords;
        case SRC_19 -> this::required_src19_twoSourcesDoNotInfluenceEachOther;
      };
    }

    @Override
    protected SourcePlugin<String> plugin() {
      return new SourcePlugin<>() {
        @Override
        public PluginInfo info() {
          return PluginInfo.of("kit", "Kit", "Watchfloor", TrustGrade.D, Set.of());
        }

        @Override
        public Class<String> configType() {
          return String.class;
        }

        @Override
        public Source open(String config, SourceContext context) throws SourceException {
          return session(config, context);
        }
      };
    }

    private Source session(String config, SourceContext context) throws SourceException {
      if (config.equals("nonsense") && fault != Fault.NONSENSE_IS_TAKEN) {
        throw new SourceException(SourceException.Kind.CONFIG, "port: is nonsense");
      }
      FaultySource.Device device = devices.get(config);
      if (fault == Fault.OPEN_SPEAKS) {
        device.contacts.incrementAndGet();
      }
      CountDownLatch closed = fault == Fault.ONE_FOR_ALL ? shared : new CountDownLatch(1);
      return new FaultySource(fault, device, context, closed, over, left);
    }

    @Override
    protected FakeDevice newDevice() {
      return new FaultySource.Device();
    }

    @Override
    protected String goodConfig(FakeDevice device) {
      String name = "device-" + System.identityHashCode(device);
      devices.put(name, (FaultySource.Device) device);
      return name;
    }

    @Override
    protected Map<String, String> badConfigs() {
      return Map.of("port", "nonsense");
    }

    @Override
    protected String folder() {
      return "kit";
    }

    @Override
    protected String secret() {
      return SECRET;
    }

    @Override
    protected void assertWorks(Source source, SessionContext its) {
      assertThat(((FaultySource) source).isOpen()).as("it is open").isTrue();
    }

    @Override
    public void close() throws Exception {
      over.countDown();
      for (AutoCloseable thing : left) {
        thing.close();
      }
    }
  }
}
