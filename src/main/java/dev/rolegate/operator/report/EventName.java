package dev.rolegate.operator.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names an event by what it says, so that the same thing said again, by another replica too, is the
 * same event.
 */
final class EventName {
  private static final int LONGEST_OBJECT = 200;
  private static final int HASH_BYTES = 10;

  private EventName() {}

  static String of(String object, String uid, String reason, String note) {
    byte[] said = String.join("\n", uid, reason, note).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(said);
      String prefix = object.substring(0, Math.min(object.length(), LONGEST_OBJECT));
      return prefix + "." + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
