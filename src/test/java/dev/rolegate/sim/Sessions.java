package dev.rolegate.sim;

import java.net.http.HttpResponse;
import java.time.Duration;

/** Sessions of roles. */
final class Sessions {
  private final OtherServices services;

  Sessions(Cloud cloud) {
    services = new OtherServices(cloud.simulator, Cloud.ACCOUNT);
  }

  /** The access key of a new session. */
  String assume(String role, Duration lasts) {
    HttpResponse<String> answer =
        services.query(
            "sts",
            "Action=AssumeRole&Version=2011-06-15&RoleSessionName=test&RoleArn="
                + role
                + "&DurationSeconds="
                + lasts.toSeconds());
    return answer.body().replaceAll("(?s).*<AccessKeyId>(.*)</AccessKeyId>.*", "$1");
  }
}
