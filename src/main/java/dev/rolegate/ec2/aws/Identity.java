package dev.rolegate.ec2.aws;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Whose credentials these are; STS is asked once for each new access key. Thread-safe. */
final class Identity {
  private final StsClient sts;
  private final RenewableCredentials credentials;
  private final Errors errors;
  private Ec2.Caller known;

  Identity(StsClient sts, RenewableCredentials credentials, Errors errors) {
    this.sts = sts;
    this.credentials = credentials;
    this.errors = errors;
  }

  synchronized Ec2.Caller caller() {
    return credentials.call(this::current);
  }

  private Ec2.Caller current() {
    AwsCredentials now = credentials.resolveCredentials();
    if (known == null || !known.credentialsId().equals(now.accessKeyId())) {
      known = ask(now);
    }
    return known;
  }

  private Ec2.Caller ask(AwsCredentials now) {
    try {
      GetCallerIdentityResponse answer =
          sts.getCallerIdentity(
              request ->
                  request.overrideConfiguration(
                      call -> call.credentialsProvider(StaticCredentialsProvider.create(now))));
      return new Ec2.Caller(answer.account(), answer.arn(), now.accessKeyId());
    } catch (Ec2Exception | SdkException e) {
      throw errors.of("GetCallerIdentity", e);
    }
  }
}
