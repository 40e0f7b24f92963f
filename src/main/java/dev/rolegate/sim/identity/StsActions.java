package dev.rolegate.sim.identity;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.network.Times;
import dev.rolegate.sim.state.Ids;
import dev.rolegate.sim.state.Principal;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * STS: AssumeRole and GetCallerIdentity. Every role may be assumed unless the action is denied; the
 * session works in the account of the role's ARN. An external id is taken and kept in the call log.
 */
public final class StsActions implements ActionTable.Family {
  private static final Pattern ROLE =
      Pattern.compile(
          "arn:(aws[a-z-]*):iam::(\\d{12}):role/(?:[\\w+=,.@/-]*/)?([\\w+=,.@-]{1,64})");
  private static final int SHORTEST = 900;
  private static final int LONGEST = 43200;
  private static final int USUAL = 3600;

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.sts("AssumeRole", this::assumeRole),
        Action.sts("GetCallerIdentity", this::callerIdentity));
  }

  private Consumer<Xml> assumeRole(Call call) {
    Params params = call.params();
    String roleArn = required(params, "RoleArn", "roleArn");
    String name = required(params, "RoleSessionName", "roleSessionName");
    int seconds = params.integer("DurationSeconds").orElse(USUAL);
    Optional<String> externalId = params.string("ExternalId");
    Optional<String> source = params.string("SourceIdentity");
    for (String known : List.of("Policy", "PolicyArns", "Tags", "TransitiveTagKeys")) {
      params.skim(known);
    }
    Matcher role = ROLE.matcher(roleArn);
    if (!role.matches()) {
      throw invalid(roleArn, "roleArn", "Must be the ARN of a role");
    }
    if (!name.matches("[\\w+=,.@-]{2,64}")) {
      throw invalid(name, "roleSessionName", "Member must satisfy [\\w+=,.@-]{2,64}");
    }
    if (seconds < SHORTEST || seconds > LONGEST) {
      throw invalid(
          String.valueOf(seconds), "durationSeconds", "Must be between 900 and 43200 seconds");
    }
    externalId
        .filter(id -> !id.matches("[\\w+=,.@:/-]{2,1224}"))
        .ifPresent(
            id -> {
              throw invalid(id, "externalId", "Member must satisfy [\\w+=,.@:/-]{2,1224}");
            });
    call.ready(roleArn);
    Ids ids = call.world().ids();
    String roleId = "AROA" + ids.letters(17) + ":" + name;
    String arn =
        "arn:%s:sts::%s:assumed-role/%s/%s"
            .formatted(role.group(1), role.group(2), role.group(3), name);
    Principal session = new Principal(role.group(2), arn, roleId, "ASIA" + ids.letters(16));
    Instant expires = call.now().plus(Duration.ofSeconds(seconds));
    call.world().principals().add(session, expires);
    String secret = ids.letters(40);
    String token = ids.letters(200);
    return xml -> {
      xml.struct(
          "Credentials",
          item ->
              item.element("AccessKeyId", session.accessKey())
                  .element("SecretAccessKey", secret)
                  .element("SessionToken", token)
                  .element("Expiration", Times.text(expires)));
      xml.struct(
          "AssumedRoleUser", item -> item.element("AssumedRoleId", roleId).element("Arn", arn));
      xml.optional("SourceIdentity", source);
    };
  }

  private Consumer<Xml> callerIdentity(Call call) {
    call.ready();
    Principal caller = call.caller();
    return xml ->
        xml.element("Arn", caller.arn())
            .element("UserId", caller.userId())
            .element("Account", caller.account());
  }

  private static String required(Params params, String parameter, String member) {
    return params
        .string(parameter)
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () ->
                Ec2Error.client(
                    "ValidationError",
                    "1 validation error detected: Value null at '%s' failed to satisfy constraint:"
                            .formatted(member)
                        + " Member must not be null"));
  }

  private static Ec2Error invalid(String value, String member, String constraint) {
    return Ec2Error.client(
        "ValidationError",
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
            .formatted(value, member, constraint));
  }
}
