package dev.rolegate.sim.services;

import static dev.rolegate.sim.services.Reads.arn;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.state.ServiceResource.Part;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lambda: ListFunctions and ListEventSourceMappings. A function's parts are its published versions,
 * by number; they keep the groups with which they were published [D]. A version may be stated as a
 * resource of its own too, in its function.
 */
final class LambdaReads implements KindFamily {
  private static final String FUNCTION = "AWS::Lambda::Function";
  private static final String VERSION = "AWS::Lambda::Version";
  private static final String MAPPING = "AWS::Lambda::EventSourceMapping";
  private static final String LATEST = "$LATEST";

  /** A page has at most 50, however many are asked for [D]. */
  private static final int MOST_AT_ONCE = 50;

  private static final Pages PAGES =
      new Pages("MaxItems", "Marker", "NextMarker", MOST_AT_ONCE, 1, 10_000, MOST_AT_ONCE);

  private static final Pages MAPPINGS =
      new Pages("MaxItems", "Marker", "NextMarker", 100, 1, 10_000, 100);

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.rest(
            Service.LAMBDA,
            "ListFunctions",
            "GET /2015-03-31/functions",
            Reads.list(PAGES, "Functions", LambdaReads::functions)),
        Action.rest(
            Service.LAMBDA,
            "ListEventSourceMappings",
            "GET /2015-03-31/event-source-mappings",
            Reads.list(MAPPINGS, "EventSourceMappings", LambdaReads::mappings)));
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            FUNCTION,
            LambdaReads::functionArn,
            (call, one) -> shape(call, one, LATEST, one.groups(), one.subnets())),
        new Kind(
            VERSION,
            (call, one) -> arn(call, "lambda", "function:" + one.parent() + ":" + one.name()),
            (call, one) -> shape(call, function(one), one.name(), one.groups(), one.subnets())),
        new Kind(MAPPING, LambdaReads::mappingArn, LambdaReads::mapping));
  }

  private static Reads.Allowed<SortedMap<String, ?>> functions(Call call) {
    Optional<String> version = call.params().string("FunctionVersion");
    Optional<String> master = call.params().string("MasterRegion");
    version
        .filter(one -> !one.equals("ALL"))
        .ifPresent(
            one -> {
              throw Ec2Error.invalidValue(
                  "Value '" + one + "' at 'functionVersion' failed to satisfy constraint: [ALL]");
            });
    return new Reads.Allowed<>(
        Access.ANY,
        () ->
            master
                    .filter(region -> !region.equals("ALL") && !region.equals(call.region()))
                    .isPresent()
                ? new TreeMap<>()
                : functions(call, version.isPresent()));
  }

  private static SortedMap<String, Tree> functions(Call call, boolean versions) {
    SortedMap<String, Tree> all = new TreeMap<>();
    for (ServiceResource one : Reads.all(call, FUNCTION)) {
      all.put(one.name() + "\n", shape(call, one, LATEST, one.groups(), one.subnets()));
      for (Part part : versions ? one.parts() : List.<Part>of()) {
        all.put(
            key(one, part.name()), shape(call, one, part.name(), part.groups(), part.subnets()));
      }
    }
    for (ServiceResource one : versions ? Reads.all(call, VERSION) : List.<ServiceResource>of()) {
      ServiceResource function = function(one);
      all.putIfAbsent(function.name() + "\n", shape(call, function, LATEST, List.of(), List.of()));
      all.put(
          key(function, one.name()),
          shape(call, function, one.name(), one.groups(), one.subnets()));
    }
    return all;
  }

  /** The function that a version is of, as far as the version tells. */
  private static ServiceResource function(ServiceResource version) {
    return ServiceResource.of(version.owner(), FUNCTION, version.parent())
        .withNetwork(version.vpcId(), version.subnets())
        .withFacts(version.facts());
  }

  private static String key(ServiceResource function, String version) {
    return String.format(Locale.ROOT, "%s\n%20s", function.name(), version);
  }

  private static Reads.Allowed<SortedMap<String, ?>> mappings(Call call) {
    Optional<String> function = call.params().string("FunctionName").map(Reads::nameOf);
    return new Reads.Allowed<>(
        Access.ANY,
        () ->
            Reads.keyed(
                call,
                Reads.all(call, MAPPING).stream()
                    .filter(one -> function.isEmpty() || one.parent().equals(function.get()))
                    .toList(),
                LambdaReads::mapping));
  }

  private static String mappingArn(Call call, ServiceResource one) {
    return arn(call, "lambda", "event-source-mapping:" + one.name());
  }

  /** Subnets and groups are among the ways to the source [D]. */
  private static Tree mapping(Call call, ServiceResource one) {
    List<Tree> access = new ArrayList<>();
    one.subnets().forEach(id -> access.add(Tree.of("Type", "VPC_SUBNET", "URI", "subnet:" + id)));
    one.groups()
        .forEach(
            id -> access.add(Tree.of("Type", "VPC_SECURITY_GROUP", "URI", "security_group:" + id)));
    return Tree.of(
            "UUID",
            one.name(),
            "EventSourceMappingArn",
            mappingArn(call, one),
            "FunctionArn",
            arn(call, "lambda", "function:" + one.parent()),
            "State",
            "Enabled",
            "SourceAccessConfigurations",
            access)
        .and(one.facts());
  }

  private static String functionArn(Call call, ServiceResource one) {
    return arn(call, "lambda", "function:" + one.name());
  }

  private static Tree shape(
      Call call, ServiceResource one, String version, List<String> groups, List<String> subnets) {
    String vpc = groups.isEmpty() ? "" : one.vpcId();
    return Tree.of(
            "FunctionName",
            one.name(),
            "FunctionArn",
            functionArn(call, one) + ":" + version,
            "Runtime",
            "python3.13",
            "Role",
            "arn:aws:iam::" + call.account() + ":role/" + one.name(),
            "Version",
            version,
            "LastModified",
            "2026-01-01T00:00:00.000+0000",
            "PackageType",
            "Zip",
            "VpcConfig",
            Tree.of("SubnetIds", subnets, "SecurityGroupIds", groups, "VpcId", vpc))
        .and(one.facts());
  }
}
