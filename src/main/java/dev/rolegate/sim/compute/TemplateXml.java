package dev.rolegate.sim.compute;

import dev.rolegate.sim.action.TagParams;
import dev.rolegate.sim.network.Times;
import dev.rolegate.sim.state.LaunchTemplate;
import dev.rolegate.sim.wire.Xml;
import java.util.Map;
import java.util.TreeMap;

/** Writes launch templates and their versions; the launch parameters as they were sent. */
final class TemplateXml {
  private TemplateXml() {}

  static void template(Xml xml, LaunchTemplate one) {
    xml.element("launchTemplateId", one.id())
        .element("launchTemplateName", one.name())
        .element("createTime", Times.text(one.created()))
        .element("createdBy", one.createdBy())
        .element("defaultVersionNumber", one.defaultVersion())
        .element("latestVersionNumber", one.latestVersion());
    TagParams.write(xml, one.tags());
  }

  static void version(Xml xml, LaunchTemplate template, LaunchTemplate.Version one) {
    xml.element("launchTemplateId", template.id())
        .element("launchTemplateName", template.name())
        .element("versionNumber", one.number())
        .optional("versionDescription", one.description())
        .element("createTime", Times.text(one.created()))
        .element("createdBy", template.createdBy())
        .element("defaultVersion", one.number() == template.defaultVersion())
        .struct("launchTemplateData", data -> Node.of(one.data()).write(data, ""));
  }

  /** Parameters as a tree: {@code NetworkInterface.1.SubnetId} is three levels deep. */
  private static final class Node {
    private final Map<String, Node> below = new TreeMap<>(Node::compare);
    private String value = "";

    static Node of(Map<String, String> params) {
      Node root = new Node();
      params.forEach(
          (name, value) -> {
            Node node = root;
            for (String part : name.split("\\.")) {
              node = node.below.computeIfAbsent(part, absent -> new Node());
            }
            node.value = value;
          });
      return root;
    }

    void write(Xml xml, String parent) {
      below.forEach((name, node) -> node.write(xml, parent, name));
    }

    private void write(Xml xml, String parent, String name) {
      if (below.isEmpty()) {
        xml.element(elementName(name), value);
      } else if (!isList()) {
        xml.struct(elementName(name), inner -> write(inner, name));
      } else {
        boolean groups = parent.equals("NetworkInterface") && name.equals("SecurityGroupId");
        String item = groups ? "groupId" : "item";
        xml.struct(
            groups ? "groupSet" : elementName(name) + "Set",
            list -> below.values().forEach(one -> one.writeItem(list, item, name)));
      }
    }

    private void writeItem(Xml xml, String item, String listName) {
      if (below.isEmpty()) {
        xml.element(item, value);
      } else {
        xml.struct(item, inner -> write(inner, listName));
      }
    }

    private boolean isList() {
      return below.keySet().stream().allMatch(name -> name.matches("\\d+"));
    }

    /** Answers spell parameters with a small first letter, and these two in their own way. */
    private static String elementName(String parameter) {
      return switch (parameter) {
        case "RamdiskId" -> "ramDiskId";
        case "LicenseSpecification" -> "license";
        default -> Character.toLowerCase(parameter.charAt(0)) + parameter.substring(1);
      };
    }

    private static int compare(String one, String other) {
      boolean numbers = one.matches("\\d+") && other.matches("\\d+");
      return numbers
          ? Integer.compare(Integer.parseInt(one), Integer.parseInt(other))
          : one.compareTo(other);
    }
  }
}
