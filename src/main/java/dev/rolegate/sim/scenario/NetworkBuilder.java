package dev.rolegate.sim.scenario;

import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.scenario.Scenario.Card;
import dev.rolegate.sim.scenario.Scenario.Group;
import dev.rolegate.sim.scenario.Scenario.Machine;
import dev.rolegate.sim.scenario.Scenario.Network;
import dev.rolegate.sim.scenario.Scenario.Permit;
import dev.rolegate.sim.scenario.Scenario.Service;
import dev.rolegate.sim.scenario.Scenario.Zone;
import dev.rolegate.sim.state.Attachment;
import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.state.SecurityGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builds one VPC of a scenario with what is in it. */
final class NetworkBuilder {
  private static final String IMAGE = "ami-0123456789abcdef0";

  private final Stage stage;
  private final String where;
  private final String account;
  private final Network network;
  private final String vpcId;
  private final Map<String, String> subnets = new HashMap<>();
  private final Map<String, String> groups = new HashMap<>();

  /** Creates the VPC and its subnets. */
  NetworkBuilder(Stage stage, String where, String account, Network network) {
    this.stage = stage;
    this.where = where;
    this.account = account;
    this.network = network;
    this.vpcId = stage.id(where, IdKind.VPC, network.id());
    Map<String, String> params = new TreeMap<>();
    params.put("CidrBlock", text(where + ".cidr", network.cidr()));
    params.put("AmazonProvidedIpv6CidrBlock", String.valueOf(network.ipv6()));
    Stage.tag(params, "vpc", network.tags());
    stage.call(where, account, "CreateVpc", params);
    for (int i = 0; i < network.subnets().size(); i++) {
      subnet(where + ".subnets[" + i + "]", network.subnets().get(i));
    }
  }

  private void subnet(String at, Zone subnet) {
    String name = text(at + ".name", subnet.name());
    String id = stage.id(at, IdKind.SUBNET, subnet.id());
    Map<String, String> params = new TreeMap<>();
    params.put("VpcId", vpcId);
    params.put("CidrBlock", text(at + ".cidr", subnet.cidr()));
    subnet.zone().ifPresent(zone -> params.put("AvailabilityZone", zone));
    subnet.ipv6Cidr().ifPresent(cidr -> params.put("Ipv6CidrBlock", cidr));
    Map<String, String> tags = new TreeMap<>(subnet.tags());
    tags.putIfAbsent("Name", name);
    Stage.tag(params, "subnet", tags);
    stage.call(at, account, "CreateSubnet", params);
    register(at, subnets, name, id);
  }

  /** Creates the groups without their rules, which may refer to each other. */
  void createGroups() {
    for (int i = 0; i < network.groups().size(); i++) {
      Group group = network.groups().get(i);
      String at = where + ".groups[" + i + "]";
      String name = text(at + ".name", group.name());
      register(
          at,
          groups,
          name,
          name.equals(SecurityGroup.DEFAULT_NAME) ? defaultId(at, group) : created(at, group));
    }
  }

  private String created(String at, Group group) {
    String id = stage.id(at, IdKind.GROUP, group.id());
    Map<String, String> params = new TreeMap<>();
    params.put("VpcId", vpcId);
    params.put("GroupName", group.name());
    params.put("GroupDescription", group.description().orElse(group.name()));
    Stage.tag(params, "security-group", group.tags());
    stage.call(at, account, "CreateSecurityGroup", params);
    return id;
  }

  private String defaultId(String at, Group group) {
    if (group.id().isPresent() || group.description().isPresent()) {
      throw stage.wrong(at, "the default group's id and description cannot be chosen");
    }
    return stage.state().all(SecurityGroup.class).stream()
        .filter(one -> one.vpcId().equals(vpcId) && one.isDefault())
        .map(SecurityGroup::id)
        .findFirst()
        .orElseThrow();
  }

  /** Creates the rules, once all groups and peerings are there. */
  void createRules() {
    for (int i = 0; i < network.groups().size(); i++) {
      Group group = network.groups().get(i);
      String at = where + ".groups[" + i + "]";
      rules(at + ".ingress", group.name(), group.ingress(), "AuthorizeSecurityGroupIngress");
      Optional<List<Permit>> egress = group.egress();
      if (egress.isPresent()) {
        revokeAllEgress(at, groups.get(group.name()));
        rules(at + ".egress", group.name(), egress.get(), "AuthorizeSecurityGroupEgress");
      }
    }
  }

  private void revokeAllEgress(String at, String groupId) {
    List<String> ids =
        stage.state().find(SecurityGroup.class, groupId).orElseThrow().rules(true).stream()
            .map(rule -> rule.id())
            .toList();
    Map<String, String> params = new TreeMap<>(Map.of("GroupId", groupId));
    Stage.list(params, "SecurityGroupRuleId", ids);
    stage.call(at + ".egress", account, "RevokeSecurityGroupEgress", params);
  }

  private void rules(String at, String group, List<Permit> permits, String action) {
    for (int i = 0; i < permits.size(); i++) {
      Permit permit = permits.get(i);
      String here = at + "[" + i + "]";
      stage.id(here, IdKind.RULE, permit.id());
      Map<String, String> params = new TreeMap<>(Map.of("GroupId", groups.get(group)));
      Permits.write(stage, here, permit, this::groupId, params);
      Stage.tag(params, "security-group-rule", permit.tags());
      stage.call(here, account, action, params);
    }
  }

  /** Creates the interfaces and instances. */
  void createMembers() {
    for (int i = 0; i < network.interfaces().size(); i++) {
      card(where + ".interfaces[" + i + "]", network.interfaces().get(i));
    }
    for (int i = 0; i < network.instances().size(); i++) {
      machine(where + ".instances[" + i + "]", network.instances().get(i));
    }
  }

  private void card(String at, Card card) {
    String id = stage.id(at, IdKind.INTERFACE, card.id());
    Map<String, String> params = new TreeMap<>();
    params.put("SubnetId", subnetId(at, card.subnet()));
    card.description().ifPresent(text -> params.put("Description", text));
    Stage.list(params, "SecurityGroupId", groupIds(at, card.groups()));
    Stage.tag(params, "network-interface", card.tags());
    stage.call(at, account, "CreateNetworkInterface", params);
    card.manager().ifPresent(service -> manage(at, id, service));
  }

  private void manage(String at, String id, Service service) {
    String requester = text(at + ".manager.requesterId", service.requesterId());
    NetworkInterface.Manager manager =
        new NetworkInterface.Manager(requester, service.principal(), service.hidden());
    Attachment attachment =
        new Attachment(
            stage.world().ids().next("ela-attach"),
            Optional.empty(),
            requester,
            1,
            false,
            stage.world().clock().now());
    stage.change(
        state ->
            state.with(
                state
                    .find(NetworkInterface.class, id)
                    .orElseThrow()
                    .managed(manager, service.type().orElse("interface"), attachment)));
  }

  private void machine(String at, Machine machine) {
    String state = machine.state().orElse("running");
    if (!List.of("running", "stopped", "terminated").contains(state)) {
      throw stage.wrong(at + ".state", "'" + state + "' must be running, stopped or terminated");
    }
    String id = stage.id(at, IdKind.INSTANCE, machine.id());
    Map<String, String> params = new TreeMap<>();
    params.put("ImageId", machine.image().orElse(IMAGE));
    params.put("InstanceType", machine.type().orElse("t3.micro"));
    params.put("MinCount", "1");
    params.put("MaxCount", "1");
    params.put("SubnetId", subnetId(at, machine.subnet()));
    Stage.list(params, "SecurityGroupId", groupIds(at, machine.groups()));
    Stage.tag(params, "instance", machine.tags());
    stage.call(at, account, "RunInstances", params);
    if (state.equals("stopped")) {
      stage.call(at, account, "StopInstances", Map.of("InstanceId.1", id));
    }
    if (state.equals("terminated")) {
      stage.call(at, account, "TerminateInstances", Map.of("InstanceId.1", id));
    }
  }

  private List<String> groupIds(String at, List<String> names) {
    return names.stream().map(name -> groupId(at + ".groups", name)).toList();
  }

  private String groupId(String at, String name) {
    if (IdKind.GROUP.fits(name)) {
      return name;
    }
    String id = groups.get(name);
    if (id == null) {
      throw stage.wrong(
          at, "there is no group '" + name + "' in this VPC; groups are " + groups.keySet());
    }
    return id;
  }

  private String subnetId(String at, String name) {
    String id = subnets.get(text(at + ".subnet", name));
    if (id == null) {
      throw stage.wrong(
          at + ".subnet", "there is no subnet '" + name + "'; subnets are " + subnets.keySet());
    }
    return id;
  }

  private void register(String at, Map<String, String> into, String name, String id) {
    if (into.put(name, id) != null) {
      throw stage.wrong(at + ".name", "'" + name + "' is there twice");
    }
  }

  private String text(String at, String value) {
    if (value == null || value.isEmpty()) {
      throw stage.wrong(at, "is missing");
    }
    return value;
  }
}
