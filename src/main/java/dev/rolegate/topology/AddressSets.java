package dev.rolegate.topology;

import dev.rolegate.api.AddressEntry;
import dev.rolegate.model.AddressSet;
import dev.rolegate.model.Cidr;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * AddressSets as they are written. One that holds what its schema refuses can be used by no rule.
 */
public final class AddressSets {
  /** There is none, as in files that hold none. */
  public static final AddressSets NONE = new AddressSets(Map.of());

  private final Map<String, Content> byName;

  private AddressSets(Map<String, Content> byName) {
    this.byName = byName;
  }

  /**
   * One set.
   *
   * @param entries when each block expires, empty where it never does; in the order of the document
   * @param errors one line for each field in error, beginning with its path; with any, the set is
   *     not to be used
   */
  public record Content(
      AddressSet.Kind kind, Map<Cidr, Optional<Instant>> entries, List<String> errors) {

    /** The blocks that have not expired. */
    public List<Cidr> at(Instant now) {
      return entries.entrySet().stream()
          .filter(entry -> entry.getValue().filter(end -> !now.isBefore(end)).isEmpty())
          .map(Map.Entry::getKey)
          .toList();
    }

    /** When the next block expires. */
    public Optional<Instant> next(Instant now) {
      return entries.values().stream()
          .flatMap(Optional::stream)
          .filter(now::isBefore)
          .min(Instant::compareTo);
    }
  }

  /** Reads them all; those of which only the name can be read are there, with errors. */
  public static AddressSets read(Collection<dev.rolegate.api.AddressSet> resources) {
    Map<String, Content> byName = new HashMap<>();
    resources.forEach(resource -> byName.put(resource.getMetadata().getName(), read(resource)));
    return new AddressSets(Map.copyOf(byName));
  }

  /** Sets none of whose blocks ever expires. */
  public static AddressSets of(Collection<AddressSet> sets) {
    Map<String, Content> byName = new HashMap<>();
    for (AddressSet set : sets) {
      Map<Cidr, Optional<Instant>> entries = new LinkedHashMap<>();
      set.entries().forEach(cidr -> entries.put(cidr, Optional.empty()));
      byName.put(set.name(), new Content(set.kind(), entries, List.of()));
    }
    return new AddressSets(Map.copyOf(byName));
  }

  /** Reads one. */
  public static Content read(dev.rolegate.api.AddressSet resource) {
    var errors = new FieldErrors();
    Map<Cidr, Optional<Instant>> entries = new LinkedHashMap<>();
    var spec = resource.getSpec();
    if (spec == null || spec.kind() == null) {
      errors.add("spec.kind", "write Office, Vpn, OnPremises, LoadBalancer or Partner");
    }
    List<AddressEntry> written = spec == null ? List.of() : spec.entries();
    for (int i = 0; i < written.size(); i++) {
      entry(written.get(i), "spec.entries[" + i + "]", entries, errors);
    }
    var kind =
        errors.isEmpty() ? AddressSet.Kind.valueOf(spec.kind().name()) : AddressSet.Kind.PARTNER;
    return new Content(kind, entries, errors.lines());
  }

  private static void entry(
      AddressEntry entry, String path, Map<Cidr, Optional<Instant>> entries, FieldErrors errors) {
    Optional<Instant> end = Optional.empty();
    try {
      end = Optional.ofNullable(entry.expiresAt()).map(Moments::moment);
    } catch (IllegalArgumentException e) {
      errors.add(path + ".expiresAt", e.getMessage());
    }
    try {
      Cidr cidr = Cidr.parse(entry.cidr());
      if (entries.put(cidr, end) != null) {
        errors.add(path + ".cidr", cidr + " is in the set already; remove one of the two");
      }
    } catch (IllegalArgumentException e) {
      errors.add(path + ".cidr", e.getMessage());
    }
  }

  /** Empty where there is no set of the name. */
  Optional<Content> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Those that can be used, by name, with the blocks that have not expired. */
  public Map<String, AddressSet> at(Instant now) {
    Map<String, AddressSet> sets = new TreeMap<>();
    byName.forEach(
        (name, content) -> {
          if (content.errors().isEmpty()) {
            sets.put(name, new AddressSet(name, content.kind(), content.at(now)));
          }
        });
    return sets;
  }
}
