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
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers any service of AWS with what a test has put in line for a call, and breaks where it is
 * told to: at one request, and at all further ones for the same call, so that the SDK's repeats get
 * the same. The SDK is pointed at it by its own setting for all services.
 */
final class CannedServices implements AutoCloseable {
  private static final List<String> SETTINGS =
      List.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey");
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");

  /** How a request fails. */
  enum Fault {
    DENIED(400),
    THROTTLED(400),
    FAULT_OF_THE_SERVICE(500),
    CUT_SHORT(200),
    WEB_PAGE(200),
    EMPTY(200),
    NO_SUBSCRIPTION(400),
    UNKNOWN_CALL(400),
    GONE(404);

    private final int status;

    Fault(int status) {
      this.status = status;
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Deque<String>> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private Fault fault;
  private int faultAt = -1;
  private String broken = "";

  CannedServices() throws IOException {
    // Or each answer waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
    System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + server.getAddress().getPort());
    System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
    System.setProperty("aws.secretAccessKey", "secret");
  }

  /**
   * Puts an answer in line.
   *
   * @param call the action of the query and JSON protocols; of the others the HTTP method and path
   */
  synchronized CannedServices answer(String call, String body) {
    answers.computeIfAbsent(call, absent -> new ArrayDeque<>()).add(body);
    return this;
  }

  /** Breaks the request of this number, counted from 0 among those that were answered. */
  synchronized CannedServices breakAt(int request, Fault how) {
    fault = how;
    faultAt = request;
    return this;
  }

  /** Forgets all. */
  synchronized void reset() {
    answers.clear();
    asked.clear();
    bodies.clear();
    faultAt = -1;
    broken = "";
  }

  /** The calls that were answered or broken, without repeats. */
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /** What each of them sent. */
  synchronized List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** What nobody has asked for yet. */
  synchronized List<String> left() {
    return answers.entrySet().stream()
        .filter(line -> !line.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String call = call(exchange, form);
      reply(exchange, call, form + " " + exchange.getRequestURI());
    }
  }

  private static String call(HttpExchange exchange, String form) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (target != null) {
      return target.substring(target.indexOf('.') + 1);
    }
    Matcher action = ACTION.matcher(form);
    if (action.find()) {
      return action.group(1);
    }
    return exchange.getRequestMethod()
        + " "
        + URLDecoder.decode(exchange.getRequestURI().getPath(), StandardCharsets.UTF_8);
  }

  private synchronized void reply(HttpExchange exchange, String call, String sent)
      throws IOException {
    if (call.equals(broken)) {
      fail(exchange, call);
      return;
    }
    asked.add(call);
    bodies.add(sent);
    if (asked.size() - 1 == faultAt) {
      broken = call;
      fail(exchange, call);
      return;
    }
    Deque<String> line = answers.getOrDefault(call, new ArrayDeque<>());
    if (line.isEmpty()) {
      send(exchange, 400, error("NothingInLine", call));
    } else {
      send(exchange, 200, line.poll());
    }
  }

  private void fail(HttpExchange exchange, String call) throws IOException {
    String denial = "User: u is not authorized to perform: some:" + call.replaceAll("\\W.*", "");
    String body =
        switch (fault) {
          case DENIED -> error("AccessDeniedException", denial);
          case THROTTLED -> error("ThrottlingException", "Rate exceeded");
          case FAULT_OF_THE_SERVICE -> error("InternalFailure", "Sorry");
          case CUT_SHORT -> "{\"Functions\": [{\"Func";
          case WEB_PAGE -> "<html><body>Sign in to the network</body></html>";
          case EMPTY -> "";
          case NO_SUBSCRIPTION -> error("SubscriptionRequiredException", "Sign up first");
          case UNKNOWN_CALL -> error("UnknownOperationException", "No such call here");
          case GONE -> error("ResourceNotFoundException", "There is none");
        };
    send(exchange, fault.status, body);
  }

  /** Each protocol reads its own part of it: JSON by the header, XML by the body. */
  private static String error(String code, String message) {
    return code + "\n" + message;
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    String body = text;
    if (status != 200) {
      String[] error = text.split("\n", 2);
      boolean json =
          exchange.getRequestHeaders().getFirst("X-Amz-Target") != null
              || !exchange.getRequestURI().getPath().equals("/");
      exchange.getResponseHeaders().set("x-amzn-ErrorType", error[0]);
      body =
          json
              ? "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(error[0], error[1])
              : ("<Response><Errors><Error><Code>%1$s</Code><Message>%2$s</Message></Error></Errors>"
                      + "<Error><Code>%1$s</Code><Message>%2$s</Message></Error></Response>")
                  .formatted(error[0], error[1]);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    SETTINGS.forEach(System::clearProperty);
    server.stop(0);
    threads.shutdownNow();
  }
}
