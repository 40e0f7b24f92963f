package dev.rolegate.sim.action;

import dev.rolegate.sim.state.ClientToken;
import dev.rolegate.sim.wire.Ec2Error;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code ClientToken}: a request repeated with the same token gives what the first one made and
 * makes nothing; with other parameters it is refused [D].
 */
public final class Idempotency {
  private static final int LONGEST = 255;

  private final Call call;
  private final String action;
  private final Optional<String> token;

  private Idempotency(Call call, String action, Optional<String> token) {
    this.call = call;
    this.action = action;
    this.token = token;
  }

  /** Reads the token, if there is one. */
  public static Idempotency read(Call call, String action) {
    Optional<String> token = call.params().string("ClientToken").filter(text -> !text.isEmpty());
    if (token.filter(text -> text.length() > LONGEST).isPresent()) {
      throw Ec2Error.invalidValue(
          "Value (%s) for parameter clientToken is invalid. It has more than %d characters."
              .formatted(token.get(), LONGEST));
    }
    return new Idempotency(call, action, token);
  }

  /** The ids that an earlier request with this token made. */
  public Optional<List<String>> earlier() {
    Optional<ClientToken> known =
        token.flatMap(
            text ->
                call.state()
                    .find(ClientToken.class, ClientToken.idOf(call.account(), action, text)));
    known
        .filter(one -> !one.params().equals(params()))
        .ifPresent(
            one -> {
              throw Ec2Error.client(
                  "IdempotentParameterMismatch",
                  "The client token '" + one.token() + "' was used with other parameters.");
            });
    return known.map(ClientToken::resources);
  }

  /** Keeps what this request has made. */
  public void remember(List<String> ids) {
    token.ifPresent(text -> call.put(new ClientToken(call.account(), action, text, params(), ids)));
  }

  private Map<String, String> params() {
    Map<String, String> all = new TreeMap<>(call.params().values());
    all.remove("ClientToken");
    return all;
  }
}
