package dev.rolegate.usage;

import dev.rolegate.model.UseCollector;
import dev.rolegate.usage.HolderKind.Presence;
import java.util.Set;

/** Words of the catalogue of kinds. */
final class Kinds {
  private Kinds() {}

  /** An interface while it exists. */
  static HolderKind attached(String name) {
    return new HolderKind(
        aws(name), Presence.ATTACHED, Set.of(UseCollector.NETWORK_INTERFACES), "");
  }

  /** Interfaces at times. */
  static HolderKind mixed(String name) {
    return new HolderKind(aws(name), Presence.MIXED, Set.of(), "");
  }

  /** An id in its configuration, and nothing that EC2 knows of. */
  static HolderKind latent(String name) {
    return new HolderKind(aws(name), Presence.LATENT, Set.of(), "");
  }

  /** An object of the cluster that Rolegate runs in. */
  static HolderKind object(String name, String note) {
    return new HolderKind(name, Presence.LATENT, Set.of(UseCollector.KUBERNETES), note);
  }

  private static String aws(String name) {
    return "AWS::" + name;
  }
}
