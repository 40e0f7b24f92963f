package dev.rolegate.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Requests to services other than EC2, as they are on the wire. */
final class OtherServices {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Simulator simulator;
  private final String accessKey;

  OtherServices(Simulator simulator, String accessKey) {
    this.simulator = simulator;
    this.accessKey = accessKey;
  }

  /** An action of a JSON service, as {@code AmazonEC2ContainerServiceV20141113.ListClusters}. */
  HttpResponse<String> json(String service, String target, String body) {
    return send(
        signed(service, "/")
            .header("X-Amz-Target", target)
            .header("Content-Type", "application/x-amz-json-1.1")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(String service, String path) {
    return send(signed(service, path).GET());
  }

  HttpResponse<String> query(String service, String form) {
    return send(
        signed(service, "/")
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  HttpRequest.Builder signed(String service, String path) {
    return HttpRequest.newBuilder(URI.create(simulator.endpoint() + path))
        .header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential="
                + accessKey
                + "/20260101/"
                + Cloud.REGION
                + "/"
                + service
                + "/aws4_request, SignedHeaders=host, Signature=00");
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode read(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(answer.body(), e);
    }
  }
}
