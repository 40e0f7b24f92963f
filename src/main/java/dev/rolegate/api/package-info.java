/**
 * The custom resources of group {@code rolegate.dev}. Their annotations are the source of the CRDs
 * in {@code crds/}, which the build writes; nothing here knows the rest of Rolegate.
 *
 * <p>Absent lists read as empty and absent fields with a schema default read as that default, so
 * that a resource means the same whether it comes from an API server or straight from a file.
 *
 * <p>An unknown field of a spec is an error to a mapper that is not told otherwise; unknown fields
 * of a status, which a newer Rolegate may have left there, are passed over.
 */
package dev.rolegate.api;
