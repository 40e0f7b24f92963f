package dev.rolegate.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls a simulator without the SDK. */
final class SimulatorCall {
  private static final Pattern ID = Pattern.compile("<vpcId>(vpc-[0-9a-f]+)</vpcId>");

  private SimulatorCall() {}

  static String defaultVpc(URI endpoint, String region) throws IOException {
    Matcher found = ID.matcher(call(endpoint, region, "Action=DescribeVpcs&Version=2016-11-15"));
    if (!found.find()) {
      throw new IllegalStateException("the simulator has no VPC in " + region);
    }
    return found.group(1);
  }

  /** One unsigned call; the simulator takes the Region from the signature's scope. */
  static String call(URI endpoint, String region, String body) throws IOException {
    var request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20260101/"
                    + region
                    + "/ec2/aws4_request, SignedHeaders=host, Signature=0")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
