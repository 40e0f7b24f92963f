package dev.rolegate.operator;

import dev.rolegate.api.GuardrailException;
import dev.rolegate.operator.NamedRules.Message;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which exceptions do not count, since the rule that they name by its id is not there: as the last
 * check of each VPC found, and how that makes the GuardrailException write it down. In memory only:
 * after a restart there is nothing until the first check.
 */
@Singleton
public class ExceptionNews {
  private final Map<String, Map<String, Message>> byVpc = new ConcurrentHashMap<>();
  private volatile SimpleInboundEventSource<GuardrailException> source = newSource();

  private static SimpleInboundEventSource<GuardrailException> newSource() {
    return new SimpleInboundEventSource<>("named-rules");
  }

  /** The event source, made anew at each start of the operator. */
  EventSource<Void, GuardrailException> source() {
    source = newSource();
    return source;
  }

  /**
   * @param troubles by name of the exception, of one VPC's check
   */
  void found(String vpc, Map<String, Message> troubles) {
    wake(byVpc.put(vpc, Map.copyOf(troubles)), troubles);
  }

  /** The ManagedVpc is gone. */
  void forget(String vpc) {
    wake(byVpc.remove(vpc), Map.of());
  }

  /** Empty where nothing is wrong with the rule that it names, or nothing known. */
  Optional<Message> of(String vpc, String exception) {
    return Optional.ofNullable(byVpc.getOrDefault(vpc, Map.of()).get(exception));
  }

  private void wake(Map<String, Message> before, Map<String, Message> after) {
    var old = before == null ? Map.<String, Message>of() : before;
    var names = new TreeSet<>(old.keySet());
    names.addAll(after.keySet());
    names.stream()
        .filter(name -> !Objects.equals(old.get(name), after.get(name)))
        .forEach(name -> source.propagateEvent(new ResourceID(name)));
  }
}
