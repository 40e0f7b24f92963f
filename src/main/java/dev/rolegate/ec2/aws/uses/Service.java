package dev.rolegate.ec2.aws.uses;

/** A service of AWS whose resources may name security groups. */
public enum Service {
  EC2("EC2", "ec2"),
  AUTO_SCALING("Auto Scaling", "autoscaling"),
  LAMBDA("Lambda", "lambda"),
  ECS("ECS", "ecs"),
  EVENT_BRIDGE("EventBridge", "events"),
  SCHEDULER("EventBridge Scheduler", "scheduler"),
  CODE_BUILD("CodeBuild", "codebuild"),
  BATCH("Batch", "batch"),
  GLUE("Glue", "glue"),
  RDS("RDS", "rds"),
  SAGE_MAKER("SageMaker", "sagemaker"),
  CONFIG("Config", "config");

  private final String title;
  private final String iamPrefix;

  Service(String title, String iamPrefix) {
    this.title = title;
    this.iamPrefix = iamPrefix;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** What IAM writes before the colon of an action. */
  public String iamPrefix() {
    return iamPrefix;
  }
}
