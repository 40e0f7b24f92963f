package dev.rolegate.sim.action;

import java.util.Arrays;
import java.util.Optional;

/** The APIs that answer on the simulator's port. */
public enum Service {
  EC2(
      "ec2",
      Protocol.EC2,
      "2016-11-15",
      "http://ec2.amazonaws.com/doc/2016-11-15/",
      "InvalidParameterValue"),
  STS(
      "sts",
      Protocol.QUERY,
      "2011-06-15",
      "https://sts.amazonaws.com/doc/2011-06-15/",
      "ValidationError"),
  AUTO_SCALING(
      "autoscaling",
      Protocol.QUERY,
      "2011-01-01",
      "http://autoscaling.amazonaws.com/doc/2011-01-01/",
      "ValidationError"),
  RDS(
      "rds",
      Protocol.QUERY,
      "2014-10-31",
      "http://rds.amazonaws.com/doc/2014-10-31/",
      "InvalidParameterValue"),
  LAMBDA("lambda", Protocol.REST_JSON, "2015-03-31", "", "InvalidParameterValueException"),
  SCHEDULER("scheduler", Protocol.REST_JSON, "2021-06-30", "", "ValidationException"),
  BATCH("batch", Protocol.REST_JSON, "2016-08-10", "", "ClientException"),
  ECS(
      "ecs",
      Protocol.JSON,
      "2014-11-13",
      "AmazonEC2ContainerServiceV20141113",
      "InvalidParameterException"),
  EVENTS("events", Protocol.JSON, "2015-10-07", "AWSEvents", "ValidationException"),
  CODE_BUILD(
      "codebuild", Protocol.JSON, "2016-10-06", "CodeBuild_20161006", "InvalidInputException"),
  GLUE("glue", Protocol.JSON, "2017-03-31", "AWSGlue", "InvalidInputException"),
  SAGE_MAKER("sagemaker", Protocol.JSON, "2017-07-24", "SageMaker", "ValidationException"),
  CONFIG("config", Protocol.JSON, "2014-11-12", "StarlingDoveService", "ValidationException");

  private final String prefix;
  private final Protocol protocol;
  private final String version;
  private final String namespace;
  private final String invalid;

  Service(String prefix, Protocol protocol, String version, String namespace, String invalid) {
    this.prefix = prefix;
    this.protocol = protocol;
    this.version = version;
    this.namespace = namespace;
    this.invalid = invalid;
  }

  /** The service of that name in signatures, if the simulator has it. */
  public static Optional<Service> signedAs(String name) {
    return Arrays.stream(values()).filter(one -> one.prefix.equals(name)).findFirst();
  }

  /** The service whose target header begins like that, as {@code AWSGlue} does. */
  public static Optional<Service> ofTarget(String name) {
    return Arrays.stream(values())
        .filter(one -> one.protocol == Protocol.JSON && one.namespace.equals(name))
        .findFirst();
  }

  /** The name in signatures and in IAM actions, such as {@code ec2} in {@code ec2:CreateTags}. */
  public String prefix() {
    return prefix;
  }

  public Protocol protocol() {
    return protocol;
  }

  public String version() {
    return version;
  }

  /** Of its XML, or the first part of its targets; empty where there is neither. */
  public String namespace() {
    return namespace;
  }

  /** The code of its errors for a parameter that is wrong. */
  public String invalid() {
    return invalid;
  }

  /** Whether its codes for errors that every service has are those that the actions throw. */
  public boolean hasPlainErrors() {
    return this == EC2 || this == STS;
  }
}
