package dev.rolegate.api;

/** How documents write texts, names, ids and address blocks, as rules of the schema. */
final class Forms {
  static final String ONE_LINE =
      "size(self) > 0 && self.trim() == self && !self.matches('[\\\\p{Cc}\\\\p{Zl}\\\\p{Zp}]')";

  /** To be followed by what is to be said. */
  static final String ONE_LINE_ADVICE = "say in one line, without spaces at its ends, ";

  /** Names of namespaces, and of what documents name likewise: roles, rules, AddressSets. */
  static final String LABEL = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')";

  /** Names of objects. */
  static final String OBJECT_NAME = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')";

  static final String GROUP_ID = "self.matches('^sg-([0-9a-f]{8}|[0-9a-f]{17})$')";

  static final String GROUP_ID_ADVICE =
      "write the id of a security group, such as sg-0a1b2c3d4e5f60718";

  static final String BLOCK = "isCIDR(self)";

  static final String BLOCK_ADVICE =
      "write an IPv4 or IPv6 block with its prefix length, such as 10.0.0.0/16, 192.0.2.7/32 or"
          + " 2001:db8::/32";

  /** Of what is a block; the other rule finds what is none. */
  static final String CANONICAL_BLOCK = "!isCIDR(self) || string(cidr(self).masked()) == self";

  static final String CANONICAL_BLOCK_ADVICE =
      "write the block in its canonical form: without host bits (10.1.0.0/16, not 10.1.2.3/16), IPv6 in"
          + " lower case and shortest (2001:db8::/32)";

  private Forms() {}
}
