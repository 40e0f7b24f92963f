package dev.rolegate.topology;

import java.util.regex.Pattern;

/** The texts of a declaration that reach EC2 as the group's name and tags. */
final class GroupText {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern LINE = Pattern.compile("[^\\p{Cc}\\p{Zl}\\p{Zp}]*");
  private static final Pattern GROUP_NAME =
      Pattern.compile("[a-zA-Z0-9 ._:/()#,@+=&;{}!$*\\[\\]-]{1,255}");
  private static final Pattern GROUP_ID = Pattern.compile("sg-([0-9a-f]{8}|[0-9a-f]{17})");
  private static final int LONGEST_TAG = 256;
  private static final int LONGEST_NAME = 63;

  private GroupText() {}

  static void check(Declaration declaration, FieldErrors errors) {
    if (declaration.key().name().length() > LONGEST_NAME) {
      errors.add("metadata.name", "choose a name of at most 63 characters");
    }
    if (!LABEL.matcher(declaration.role()).matches()) {
      errors.add("spec.role", "write 1 to 63 lower-case letters, digits and hyphens, as web");
    }
    line("spec.purpose", declaration.spec().purpose(), "say why the group exists", errors);
    line("spec.owner", declaration.spec().owner(), "say who answers for the group", errors);
    if (declaration.adopts()) {
      adopted(declaration, errors);
    } else {
      name(declaration, errors);
    }
  }

  private static void adopted(Declaration declaration, FieldErrors errors) {
    if (!GROUP_ID.matcher(declaration.adoptId()).matches()) {
      errors.add("spec.adopt.groupId", "write a group's id, as sg-0a1b2c3d4e5f60718");
    }
    if (declaration.spec().groupName() != null) {
      errors.add(
          "spec.groupName", "leave it out beside adopt: the adopted group has its name already");
    }
  }

  private static void name(Declaration declaration, FieldErrors errors) {
    String name = declaration.groupName();
    String folded = declaration.foldedGroupName();
    if (!GROUP_NAME.matcher(name).matches() || !name.strip().equals(name)) {
      errors.add(
          "spec.groupName",
          "write 1 to 255 letters, digits, spaces inside and ._-:/()#,@[]+=&;{}!$*, the characters"
              + " that EC2 allows");
    } else if (folded.startsWith("sg-") || folded.equals("default")) {
      errors.add("spec.groupName", "EC2 keeps default and names that begin with sg- for itself");
    }
  }

  private static void line(String path, String text, String advice, FieldErrors errors) {
    if (text == null
        || text.isBlank()
        || !text.strip().equals(text)
        || !LINE.matcher(text).matches()) {
      errors.add(path, advice + ", in one line of text without spaces at its ends");
    } else if (text.length() > LONGEST_TAG) {
      errors.add(path, "shorten it to 256 characters, EC2's limit for a tag");
    }
  }
}
