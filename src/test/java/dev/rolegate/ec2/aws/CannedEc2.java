package dev.rolegate.ec2.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Answers EC2's wire protocol with what a test has put in line, and keeps the requests. The SDK is
 * pointed at it by its own settings, as an operator would do it.
 */
final class CannedEc2 implements AutoCloseable {
  private static final List<String> SETTINGS =
      List.of("aws.endpointUrlEc2", "aws.endpointUrlSts", "aws.accessKeyId", "aws.secretAccessKey");

  private record Canned(int status, String body) {}

  private final HttpServer server;
  private final Deque<Canned> answers = new ArrayDeque<>();
  private final List<Map<String, String>> requests =
      Collections.synchronizedList(new ArrayList<>());

  CannedEc2() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
    String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
    System.setProperty("aws.endpointUrlEc2", endpoint);
    System.setProperty("aws.endpointUrlSts", endpoint);
    System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
    System.setProperty("aws.secretAccessKey", "secret");
  }

  CannedEc2 answer(String action, String content) {
    return raw(
        200,
        "<%1$sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>req-1</requestId>%2$s</%1$sResponse>"
            .formatted(action, content));
  }

  CannedEc2 error(int status, String code, String message) {
    return raw(
        status,
        "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors><RequestID>req-9</RequestID></Response>"
            .formatted(code, message));
  }

  synchronized CannedEc2 raw(int status, String body) {
    answers.add(new Canned(status, body));
    return this;
  }

  List<Map<String, String>> requests() {
    return List.copyOf(requests);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> parameters = new TreeMap<>();
      for (String pair : form.split("&")) {
        String[] parts = pair.split("=", 2);
        parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
      requests.add(parameters);
      Canned answer = take();
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized Canned take() {
    return answers.isEmpty() ? new Canned(500, "nothing in line") : answers.poll();
  }

  @Override
  public void close() {
    SETTINGS.forEach(System::clearProperty);
    server.stop(0);
  }
}
