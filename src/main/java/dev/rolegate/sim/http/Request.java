package dev.rolegate.sim.http;

import com.sun.net.httpserver.HttpExchange;
import dev.rolegate.sim.action.Protocol;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Flat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came.
 *
 * @param target the header {@code X-Amz-Target}
 * @param client address and port of the connection
 */
record Request(
    String method,
    String path,
    String query,
    String body,
    Optional<String> target,
    Optional<String> authorization,
    String client) {

  static Request read(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query == null ? "" : query,
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target")),
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
        client(exchange.getRemoteAddress()));
  }

  /**
   * The parameters of the URL and of the body together.
   *
   * @throws Ec2Error if they are not written as the protocol has it
   */
  Map<String, String> params(Protocol protocol) {
    Map<String, String> params = new LinkedHashMap<>();
    decode(query, params);
    if (protocol.isJson()) {
      params.putAll(Flat.read(body));
    } else {
      decode(body, params);
    }
    return params;
  }

  private static String client(InetSocketAddress remote) {
    return remote.getAddress().getHostAddress() + ":" + remote.getPort();
  }

  private static void decode(String form, Map<String, String> into) {
    for (String pair : form.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        into.put(unescape(name), unescape(value));
      }
    }
  }

  private static String unescape(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badEscape) {
      throw Ec2Error.client("MalformedQueryString", "The query string contains a syntax error.");
    }
  }
}
