package dev.rolegate.sim.identity;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.iam.Iam;
import dev.rolegate.sim.iam.IamException;
import dev.rolegate.sim.iam.Policy;
import dev.rolegate.sim.iam.RequestContext;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * STS: AssumeRole and GetCallerIdentity. The session works in the account of the role's ARN.
 * Without a setup of IAM every role may be assumed unless the action is denied; with one, trust
 * policies, external ids and session policies count. Nobody needs a permission for
 * GetCallerIdentity [D].
 */
public final class StsActions implements ActionTable.Family {
  private static final Pattern ROLE =
      Pattern.compile(
          "arn:(aws[a-z-]*):iam::(\\d{12}):role/(?:[\\w+=,.@/-]*/)?([\\w+=,.@-]{1,64})");
  private static final int SHORTEST = 900;
  private static final int LONGEST = 43200;
  private static final int USUAL = 3600;
  private static final int LONGEST_POLICY = 2048;

  private final Iam iam;

  public StsActions(Iam iam) {
    this.iam = iam;
  }

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
    Map<String, String> tags = new TreeMap<>();
    for (Params tag : params.structs("Tags.member")) {
      tags.put(tag.string("Key").orElse(""), tag.string("Value").orElse(""));
    }
    List<String> transitiveKeys = params.list("TransitiveTagKeys.member");
    List<Policy> policies = sessionPolicy(params);
    refuseManagedPolicies(params);
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
    Map<String, String> transitive = new TreeMap<>(iam.transitiveTags(call.caller()));
    call.ready(toAssume(roleArn, name, externalId, tags, !transitive.isEmpty()));
    transitiveKeys.forEach(key -> transitive.put(key, tags.getOrDefault(key, "")));
    Ids ids = call.world().ids();
    String roleId = "AROA" + ids.letters(17) + ":" + name;
    String arn =
        "arn:%s:sts::%s:assumed-role/%s/%s"
            .formatted(role.group(1), role.group(2), role.group(3), name);
    Principal session = new Principal(role.group(2), arn, roleId, "ASIA" + ids.letters(16));
    Duration asked = Duration.ofSeconds(seconds);
    Duration lasts =
        call.behaviour().longestSession().filter(one -> one.compareTo(asked) < 0).orElse(asked);
    Instant expires = call.now().plus(lasts);
    call.world().principals().add(session, expires);
    iam.assumed(session.accessKey(), roleArn, policies, transitive);
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

  /** Passing tags to a session, or having them passed on, needs sts:TagSession besides [D]. */
  private static List<Access> toAssume(
      String roleArn,
      String sessionName,
      Optional<String> externalId,
      Map<String, String> tags,
      boolean passesTagsOn) {
    Supplier<RequestContext> context =
        () -> {
          RequestContext known =
              new RequestContext().with("sts:RoleSessionName", sessionName).withRequestTags(tags);
          externalId.ifPresent(id -> known.with("sts:ExternalId", id));
          return known;
        };
    Access assume = Access.to("sts:AssumeRole", roleArn, context);
    return tags.isEmpty() && !passesTagsOn
        ? List.of(assume)
        : List.of(assume, Access.to("sts:TagSession", roleArn, context));
  }

  private static List<Policy> sessionPolicy(Params params) {
    Optional<String> text = params.string("Policy").filter(one -> !one.isEmpty());
    text.filter(one -> one.length() > LONGEST_POLICY)
        .ifPresent(
            one -> {
              throw invalid(
                  one, "policy", "Member must have length less than or equal to " + LONGEST_POLICY);
            });
    try {
      return text.map(one -> List.of(Policy.permissions("session", one))).orElse(List.of());
    } catch (IamException malformed) {
      throw Ec2Error.client("MalformedPolicyDocument", malformed.getMessage());
    }
  }

  private void refuseManagedPolicies(Params params) {
    if (params.has("PolicyArns") && iam.isOn()) {
      throw Ec2Error.client(
          "MalformedPolicyDocument",
          "The simulator does not know managed policies; send the session policy as Policy.");
    }
    params.skim("PolicyArns");
  }

  private Consumer<Xml> callerIdentity(Call call) {
    call.ready(List.of());
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
