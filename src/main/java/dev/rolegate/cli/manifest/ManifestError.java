package dev.rolegate.cli.manifest;

/**
 * What is wrong in a file.
 *
 * @param source the file, or {@code standard input}
 * @param document counted from 1; 0 where it is about the whole file
 * @param field path of the field; empty where there is none to name
 */
public record ManifestError(String source, int document, String field, String message) {

  /** {@code web.yaml, document 2, spec.ingress[0].prot: unknown field; …}. */
  @Override
  public String toString() {
    return source
        + (document > 0 ? ", document " + document : "")
        + (field.isEmpty() ? "" : ", " + field)
        + ": "
        + message;
  }
}
