package dev.rolegate.sim.prefix;

import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.TagParams;
import dev.rolegate.sim.state.PrefixList;
import dev.rolegate.sim.wire.Xml;
import java.util.function.Consumer;

/** Writes managed prefix lists. AWS's own show neither size nor version. */
final class PrefixXml {
  private PrefixXml() {}

  static Consumer<Xml> answer(Call call, PrefixList list) {
    return xml -> xml.struct("prefixList", item -> write(item, call, list));
  }

  static void write(Xml xml, Call call, PrefixList list) {
    String owner = list.isAwsManaged() ? "aws" : list.owner();
    xml.element("prefixListId", list.id())
        .element("addressFamily", list.addressFamily())
        .element("state", list.state())
        .optional("stateMessage", list.stateMessage())
        .element("prefixListArn", call.arn(owner, "prefix-list", list.id()))
        .element("prefixListName", list.name());
    if (!list.isAwsManaged()) {
      xml.element("maxEntries", list.weight()).element("version", list.version());
    }
    xml.element("ownerId", list.owner());
    TagParams.writeAlways(xml, list.tags());
  }

  static void entry(Xml xml, PrefixList.Entry entry) {
    xml.element("cidr", entry.cidr()).optional("description", entry.description());
  }
}
