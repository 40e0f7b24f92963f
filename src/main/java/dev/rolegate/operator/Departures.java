package dev.rolegate.operator;

import dev.rolegate.api.ManagedVpc;
import dev.rolegate.operator.report.OperatorMetrics;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets a ManagedVpc that is deleted. There is no finalizer on it and no call to EC2: its groups
 * stay as they are.
 */
final class Departures extends SimpleInboundEventSource<ManagedVpc>
    implements ResourceEventAware<ManagedVpc> {
  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

  private final Memory memory;

  /** All that is remembered of a ManagedVpc outside of the cluster. */
  @Singleton
  public record Memory(
      Workers workers,
      Outcomes outcomes,
      RoleWakes roles,
      OrphanWakes orphans,
      AddressSetWakes addressSets,
      Wakes wakes,
      Pace pace,
      Evidences evidences,
      SprawlWatch sprawl,
      Judging judging,
      GuardrailReports reports,
      Remediations remediations,
      OperatorMetrics metrics) {}

  Departures(Memory memory) {
    super("departures");
    this.memory = memory;
  }

  @Override
  public void onResourceDeleted(ManagedVpc vpc) {
    String name = vpc.getMetadata().getName();
    LOG.info("ManagedVpc {} is gone; its groups stay as they are", name);
    memory.workers().close(name);
    memory.roles().wake(memory.outcomes().forget(name));
    memory.orphans().wake(name);
    memory.wakes().forget(name);
    memory.addressSets().forget(name);
    memory.pace().forget(name);
    memory.evidences().forget(name);
    memory.sprawl().forget(name);
    memory.judging().forget(name);
    memory.reports().forget(name);
    memory.remediations().forget(name);
    memory.metrics().forget(name);
  }
}
