package dev.rolegate.sim.network;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Lookup;
import dev.rolegate.sim.action.Quotas;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** DescribeRegions, DescribeAvailabilityZones and DescribeAccountAttributes. */
final class PlaceActions implements ActionTable.Family {
  private static final List<String> REGIONS =
      List.of(
          "ap-northeast-1",
          "ap-south-1",
          "ap-southeast-1",
          "ap-southeast-2",
          "ca-central-1",
          "eu-central-1",
          "eu-north-1",
          "eu-west-1",
          "eu-west-2",
          "eu-west-3",
          "sa-east-1",
          "us-east-1",
          "us-east-2",
          "us-west-1",
          "us-west-2");

  private final Quotas quotas;

  PlaceActions(Quotas quotas) {
    this.quotas = quotas;
  }

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.read("DescribeRegions", Bucket.NON_MUTATING, this::regions),
        Action.read("DescribeAvailabilityZones", Bucket.NON_MUTATING, this::zones),
        Action.read("DescribeAccountAttributes", Bucket.NON_MUTATING, this::attributes));
  }

  private Consumer<Xml> regions(Call call) {
    List<String> wanted = call.params().list("RegionName");
    call.params().flag("AllRegions");
    Predicate<String> filter =
        new Filters<String>()
            .field("region-name", name -> name)
            .field("endpoint", PlaceActions::endpoint)
            .field("opt-in-status", name -> "opt-in-not-required")
            .read(call.params());
    call.ready();
    List<String> known =
        Stream.concat(REGIONS.stream(), Stream.of(call.region())).distinct().sorted().toList();
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw Ec2Error.invalidValue("Invalid region provided: " + name);
      }
    }
    List<String> chosen =
        known.stream()
            .filter(name -> wanted.isEmpty() || wanted.contains(name))
            .filter(filter)
            .toList();
    return xml ->
        xml.list(
            "regionInfo",
            chosen,
            (item, name) ->
                item.element("regionName", name)
                    .element("regionEndpoint", endpoint(name))
                    .element("optInStatus", "opt-in-not-required"));
  }

  private static String endpoint(String region) {
    return "ec2." + region + ".amazonaws.com";
  }

  private Consumer<Xml> zones(Call call) {
    List<String> names = call.params().list("ZoneName");
    List<String> ids = call.params().list("ZoneId");
    call.params().flag("AllAvailabilityZones");
    String region = call.region();
    Predicate<String> filter =
        new Filters<String>()
            .field("zone-name", zone -> zone)
            .field("zone-id", zone -> Zones.idOf(region, zone))
            .field("region-name", zone -> region)
            .field("group-name", zone -> region)
            .field("state", zone -> "available")
            .field("zone-type", zone -> "availability-zone")
            .field("opt-in-status", zone -> "opt-in-not-required")
            .read(call.params());
    call.ready();
    List<String> all = Zones.of(region);
    for (String name : names) {
      if (!all.contains(name)) {
        throw Ec2Error.invalidValue("Invalid availability zone: [" + name + "]");
      }
    }
    List<String> chosen =
        all.stream()
            .filter(zone -> names.isEmpty() || names.contains(zone))
            .filter(zone -> ids.isEmpty() || ids.contains(Zones.idOf(region, zone)))
            .filter(filter)
            .toList();
    return xml ->
        xml.list(
            "availabilityZoneInfo",
            chosen,
            (item, zone) ->
                item.element("zoneName", zone)
                    .element("zoneId", Zones.idOf(region, zone))
                    .element("zoneState", "available")
                    .element("regionName", region)
                    .element("groupName", region)
                    .element("networkBorderGroup", region)
                    .element("zoneType", "availability-zone")
                    .element("optInStatus", "opt-in-not-required")
                    .list("messageSet", List.of(), (none, it) -> {}));
  }

  private Consumer<Xml> attributes(Call call) {
    List<String> wanted = call.params().list("AttributeName");
    call.ready();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("supported-platforms", "VPC");
    all.put("default-vpc", Lookup.defaultVpc(call).map(Vpc::id).orElse("none"));
    all.put("max-instances", "20");
    all.put("max-elastic-ips", "5");
    all.put("vpc-max-elastic-ips", "5");
    all.put("vpc-max-security-groups-per-interface", String.valueOf(quotas.groupsPerInterface()));
    for (String name : wanted) {
      if (!all.containsKey(name)) {
        throw Ec2Error.invalidValue(
            "Value (%s) for parameter attributeName is invalid. Use one of: %s"
                .formatted(name, String.join(", ", all.keySet())));
      }
    }
    List<Map.Entry<String, String>> chosen =
        all.entrySet().stream()
            .filter(one -> wanted.isEmpty() || wanted.contains(one.getKey()))
            .toList();
    return xml ->
        xml.list(
            "accountAttributeSet",
            chosen,
            (item, one) ->
                item.element("attributeName", one.getKey())
                    .list(
                        "attributeValueSet",
                        List.of(one.getValue()),
                        (value, text) -> value.element("attributeValue", text)));
  }
}
