package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.core.api.runtime.PluginEvent;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;

/**
 * Decodes messages of one source within its budget. A message that harms its decoder again and
 * again becomes a dead letter, so that the messages behind it have a way. One call at a time.
 */
final class CarefulDecoding {
  /** Of one message: a day's list of a vendor, but not a decoder that has lost its way. */
  static final int MAX_SIGNALS = 10_000;

  private final Platform platform;
  private final Custody custody;
  private final LetterBox letters;
  private final PoisonMessages poison = new PoisonMessages();

  /**
   * @param letters where messages go that do harm
   */
  CarefulDecoding(Platform platform, Custody custody, LetterBox letters) {
    this.platform = platform;
    this.custody = custody;
    this.letters = letters;
  }

  /** Messages that did harm may be tried again. */
  void forgive() {
    poison.forget();
  }

  /** This message may be tried again. */
  void pardon(Message message) {
    poison.forget(message);
  }

  /**
   * @param listener told of a crash or hang, which is written down already
   */
  Decoded decode(
      DecoderSession session, Message message, Duration deadline, DecoderDoor.Listener listener)
      throws MalformedMessage, DecoderUnavailable {
    if (poison.isAside(message)) {
      return Decoded.nothing(); // is a dead letter already
    }
    takeFromBudget();
    try {
      Decoded decoded = session.decode(message, deadline);
      pay(decoded.signals().size());
      return decoded;
    } catch (PluginFault e) {
      if (e.kind() != PluginFault.Kind.CRASHED) {
        // one thread at a time: the hung call may still be inside
        session.gate().shut();
      }
      return harmed(message, e, session.calls().redaction(), listener);
    }
  }

  /** A sender's flood is no fault of the decoder: it is refused, and the source stays. */
  private void takeFromBudget() throws DecoderUnavailable {
    SignalBudget.Answer answer = custody.signals().take();
    if (answer == SignalBudget.Answer.TAKEN) {
      return;
    }
    String what = "more than its budget of " + platform.limits().budget().signals() + " signals/s";
    if (answer == SignalBudget.Answer.FLOOD_BEGINS) {
      custody.note(PluginEvent.Kind.FLOOD, what);
    }
    throw new DecoderUnavailable(what);
  }

  private void pay(int signals) throws PluginFault {
    if (signals > MAX_SIGNALS) {
      throw new PluginFault(
          PluginFault.Kind.CRASHED,
          "decode made "
              + signals
              + " signals of one message, at most "
              + MAX_SIGNALS
              + " are allowed");
    }
    custody.signals().charge(signals - 1);
  }

  private Decoded harmed(
      Message message, PluginFault fault, Redaction redaction, DecoderDoor.Listener listener)
      throws DecoderUnavailable {
    String what = fault.getMessage() == null ? "crashed" : fault.getMessage();
    if (fault.kind() == PluginFault.Kind.STOPPING) {
      throw new DecoderUnavailable(what);
    }
    if (fault.kind() == PluginFault.Kind.GONE) {
      listener.faulted(fault);
      throw new DecoderUnavailable(what);
    }
    boolean hung = fault.kind() == PluginFault.Kind.HUNG;
    custody.note(hung ? PluginEvent.Kind.HUNG : PluginEvent.Kind.CRASHED, what);
    int times = poison.harmed(message);
    listener.faulted(times > 1 ? fault.knownAlready() : fault);
    if (times >= PoisonMessages.DEADLY
        && letters.keep(message, "", what + ", " + times + " times with this message", redaction)) {
      poison.putAside(message);
      return Decoded.nothing();
    }
    throw new DecoderUnavailable(what);
  }
}
