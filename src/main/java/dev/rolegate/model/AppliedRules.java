package dev.rolegate.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Short names of rules, by which a status remembers which live rules were documented. Rule tags
 * could not: an outsider can add them.
 */
public final class AppliedRules {
  private static final int SHORT = 5;
  private static final int LONG = 8;

  private AppliedRules() {}

  /** Ten hexadecimal digits for what a rule of a group allows. */
  public static String hash(Direction direction, Permission permission) {
    return shortHash(direction.word() + " " + permission);
  }

  /** Ten hexadecimal digits: enough among the rules of a VPC. */
  public static String shortHash(String text) {
    return hash(text, SHORT);
  }

  /** Sixteen hexadecimal digits: nobody finds another text for them in time. */
  public static String longHash(String text) {
    return hash(text, LONG);
  }

  private static String hash(String text, int bytes) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
