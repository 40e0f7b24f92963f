package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where uses of security groups are looked for, besides EC2's own. */
public enum OrphanCollector {
  @JsonProperty("LaunchTemplates")
  LAUNCH_TEMPLATES,
  @JsonProperty("Fleets")
  FLEETS,
  @JsonProperty("LaunchConfigurations")
  LAUNCH_CONFIGURATIONS,
  @JsonProperty("Lambda")
  LAMBDA,
  @JsonProperty("Ecs")
  ECS,
  @JsonProperty("EventBridge")
  EVENT_BRIDGE,
  @JsonProperty("Scheduler")
  SCHEDULER,
  @JsonProperty("CodeBuild")
  CODE_BUILD,
  @JsonProperty("Batch")
  BATCH,
  @JsonProperty("Glue")
  GLUE,
  @JsonProperty("Rds")
  RDS,
  @JsonProperty("SageMaker")
  SAGE_MAKER,
  @JsonProperty("Config")
  CONFIG,
  @JsonProperty("Kubernetes")
  KUBERNETES
}
