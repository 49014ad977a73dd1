package org.watchfloor.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourcePlugin;
import org.watchfloor.testkit.FeedSource.Fault;

/** Each rule of signals holds for a plugin that is right, and catches one that breaks it. */
class EventSourceContractTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aGoodPluginPasses(boolean replays) throws Throwable {
    Contract contract = new Contract(Fault.NONE, replays);
    for (Executable rule :
        List.<Executable>of(
            contract::required_src03_startReachesOnline,
            contract::required_src04_anEventIsOneSignalAsItsKindDescribes,
            contract::required_src05_anEventToldAgainHasTheSameKey,
            contract::required_src12_aCutLineIsSaid,
            contract::required_src14_whatIsNotOnDiskIsNotAcknowledged,
            contract::required_src16_aRestartLosesNothing,
            contract::required_src18_tenThousandInOrder)) {
      contract.run(rule);
    }
  }

  @Test
  void eachRuleCatchesItsFault() {
    Contract invents = new Contract(Fault.INVENTS_KEYS, true);
    caught(invents, invents::required_src04_anEventIsOneSignalAsItsKindDescribes, "ours-1");
    caught(invents, invents::required_src05_anEventToldAgainHasTheSameKey, "ours-2");
    Contract silent = new Contract(Fault.SAYS_NOTHING_WHEN_CUT, true);
    caught(silent, silent::required_src12_aCutLineIsSaid, "OFFLINE or fail(RETRY)");
    Contract hasty = new Contract(Fault.ACKNOWLEDGES_FIRST, true);
    caught(hasty, hasty::required_src14_whatIsNotOnDiskIsNotAcknowledged, "not on disk");
    Contract forgets = new Contract(Fault.BOOKMARKS_FIRST, true);
    caught(forgets, forgets::required_src16_aRestartLosesNothing, "all 120 on disk");
    Contract unasked = new Contract(Fault.BOOKMARKS_UNASKED, false);
    caught(unasked, unasked::required_src16_aRestartLosesNothing, "without the capability");
    Contract disorders = new Contract(Fault.DISORDERS, true);
    caught(disorders, disorders::required_src18_tenThousandInOrder, "event-9999");
  }

  private static void caught(Contract contract, Executable rule, String words) {
    assertThatThrownBy(() -> contract.run(rule))
        .as(contract.fault.toString())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(words);
  }

  private static final class Contract extends EventSourceContract<String> {
    private final Fault fault;
    private final boolean replays;
    private final Map<String, FeedSource.Feed> feeds = new HashMap<>();

    Contract(Fault fault, boolean replays) {
      this.fault = fault;
      this.replays = replays;
    }

    void run(Executable rule) throws Throwable {
      switchOn();
      try {
        rule.execute();
      } finally {
        switchOff();
      }
    }

    @Override
    protected SourcePlugin<String> plugin() {
      return new SourcePlugin<>() {
        @Override
        public PluginInfo info() {
          Set<Capability> can =
              replays ? Set.of(Capability.PUSH, Capability.REPLAY) : Set.of(Capability.PUSH);
          return PluginInfo.of("kit", "Kit", "Watchfloor", TrustGrade.D, can);
        }

        @Override
        public Class<String> configType() {
          return String.class;
        }

        @Override
        public Source open(String config, SourceContext context) {
          return new FeedSource(fault, feeds.get(config), context);
        }
      };
    }

    @Override
    protected EventDevice newDevice() {
      return new FeedSource.Feed(replays);
    }

    @Override
    protected String goodConfig(FakeDevice device) {
      String name = "feed-" + System.identityHashCode(device);
      feeds.put(name, (FeedSource.Feed) device);
      return name;
    }

    @Override
    protected Map<String, String> badConfigs() {
      return Map.of();
    }

    @Override
    protected Duration noticedWithin() {
      return Duration.ofSeconds(1);
    }

    @Override
    protected Duration arrivesWithin() {
      return Duration.ofSeconds(3);
    }

    @Override
    protected String folder() {
      return "kit";
    }
  }
}
