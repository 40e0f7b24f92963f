package dev.rolegate.sim.iam;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The condition keys that the simulator can give a value. Their names have no case [D]. */
final class ConditionKeys {
  static final String TAG_KEYS = "aws:tagkeys";

  private static final Set<String> KNOWN =
      Set.of(
          TAG_KEYS,
          "aws:requestedregion",
          "aws:principalarn",
          "aws:principalaccount",
          "ec2:region",
          "ec2:vpc",
          "ec2:vpcid",
          "ec2:securitygroupid",
          "ec2:createaction",
          "sts:externalid",
          "sts:rolesessionname");

  private static final List<String> OF_TAGS =
      List.of("aws:requesttag/", "aws:resourcetag/", "ec2:resourcetag/");

  /** What an OIDC provider says of a token, as {@code oidc.eks.…/id/0123:sub}. */
  private static final Pattern TOKEN = Pattern.compile("[a-z0-9.-]+/id/[a-z0-9]+:(aud|sub)");

  private static final Set<String> OF_EXISTING =
      Set.of("ec2:vpc", "ec2:vpcid", "ec2:securitygroupid");

  private ConditionKeys() {}

  static String canonical(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  static boolean isKnown(String canonical) {
    return KNOWN.contains(canonical)
        || OF_TAGS.stream()
            .anyMatch(
                prefix -> canonical.startsWith(prefix) && canonical.length() > prefix.length())
        || TOKEN.matcher(canonical).matches();
  }

  /** Whether the value is an attribute of a resource that has to exist to have one. */
  static boolean isOfResource(String canonical) {
    return OF_EXISTING.contains(canonical)
        || canonical.startsWith("aws:resourcetag/")
        || canonical.startsWith("ec2:resourcetag/");
  }
}
