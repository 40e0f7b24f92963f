package dev.rolegate.guardrail;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.Surroundings;
import java.util.List;
import java.util.Optional;

/** The VPC as expressions see it. */
final class VpcView extends View {
  static final Struct<VpcView> STRUCT =
      Struct.of(
          "Vpc",
          List.of(
              new Struct.Field<>("name", SimpleType.STRING, "Name of the ManagedVpc", v -> v.name),
              new Struct.Field<>("id", SimpleType.STRING, "Its `vpc-` id", v -> v.id),
              new Struct.Field<>("region", SimpleType.STRING, "Its Region", v -> v.region),
              new Struct.Field<>(
                  "ranges",
                  ListType.create(SimpleType.STRING),
                  "Its own address blocks",
                  VpcView::ranges)));

  private final String name;
  private final String id;
  private final String region;
  private final Optional<List<Cidr>> ranges;

  VpcView(Docket docket) {
    name = docket.desired().name();
    id = docket.desired().vpcId();
    region = docket.desired().region();
    Surroundings surroundings = docket.surroundings();
    ranges = surroundings.ranges();
  }

  private List<String> ranges() {
    return ranges
        .orElseThrow(() -> new NotKnown("the VPC's own address blocks are not known"))
        .stream()
        .map(Cidr::toString)
        .toList();
  }

  @Override
  public CelType celType() {
    return STRUCT.type();
  }

  @Override
  public Object select(String field) {
    return STRUCT.read(this, field);
  }
}
