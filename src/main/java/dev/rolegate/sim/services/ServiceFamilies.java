package dev.rolegate.sim.services;

import dev.rolegate.sim.action.ActionTable;
import java.util.ArrayList;
import java.util.List;

/** The reads of services that keep groups in their configuration. */
public final class ServiceFamilies {
  private ServiceFamilies() {}

  public static List<ActionTable.Family> all() {
    List<KindFamily> families =
        List.of(
            new AutoScalingReads(),
            new RdsReads(),
            new LambdaReads(),
            new EcsReads(),
            new EcsProviders(),
            new EventReads(),
            new SchedulerReads(),
            new CodeBuildReads(),
            new BatchReads(),
            new GlueReads(),
            new SageMakerReads(),
            new SageMakerDomains());
    List<Kind> kinds = families.stream().flatMap(one -> one.kinds().stream()).toList();
    List<ActionTable.Family> all = new ArrayList<>(families);
    all.add(new ConfigReads(kinds));
    all.add(new SpotReads());
    return all;
  }
}
