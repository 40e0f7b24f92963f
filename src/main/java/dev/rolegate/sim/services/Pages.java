package dev.rolegate.sim.services;

import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Params;

/**
 * How a list action pages.
 *
 * @param size the parameter for the size of a page; empty where there is none
 * @param tokenIn the parameter with the token of the page before
 * @param tokenOut the member of the answer with the token for the next
 * @param usual the size of a page where none is asked for
 * @param least the smallest that may be asked for
 * @param most the largest that may be asked for
 * @param atOnce the largest that there is, whatever is asked for
 */
record Pages(
    String size, String tokenIn, String tokenOut, int usual, int least, int most, int atOnce) {

  /** Pages of 1 to {@code most}, with a token of the same name in request and answer. */
  static Pages of(String size, String token, int usual, int most) {
    return new Pages(size, token, token, usual, 1, most, most);
  }

  /** Pages whose size nobody can ask for. */
  static Pages fixed(String token, int size) {
    return new Pages("", token, token, size, 1, size, size);
  }

  Paging read(Params params, String scope) {
    return Paging.read(params, scope, size, tokenIn, usual, least, most).atMost(atOnce);
  }
}
