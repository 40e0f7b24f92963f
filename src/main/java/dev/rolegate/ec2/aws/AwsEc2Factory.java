package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Factory;
import java.util.Optional;

/** Connects to AWS, or to what the SDK's endpoint settings name. */
public final class AwsEc2Factory implements Ec2Factory, AutoCloseable {
  private final AwsSettings settings;

  public AwsEc2Factory(AwsSettings settings) {
    this.settings = settings;
  }

  @Override
  public Ec2 connect(String region, Optional<String> roleArn) {
    throw new UnsupportedOperationException(region + roleArn + settings);
  }

  @Override
  public void close() {}
}
