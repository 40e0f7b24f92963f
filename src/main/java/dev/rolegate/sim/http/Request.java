package dev.rolegate.sim.http;

import com.sun.net.httpserver.HttpExchange;
import dev.rolegate.sim.wire.Ec2Error;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request of the Query protocol: the parameters of the URL and of the form body together.
 *
 * @param client address and port of the connection
 */
record Request(Map<String, String> params, Optional<String> authorization, String client) {

  static Request read(HttpExchange exchange) throws IOException {
    Map<String, String> params = new LinkedHashMap<>();
    String query = exchange.getRequestURI().getRawQuery();
    decode(query == null ? "" : query, params);
    decode(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), params);
    return new Request(
        params,
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
        client(exchange.getRemoteAddress()));
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
