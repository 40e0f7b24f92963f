package dev.rolegate.sim.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An immutable map from text to values, ordered by key. A change gives a new map that shares all
 * but a few nodes with the old one, so that thousands of past states of the world cost little
 * memory. Null values are not allowed.
 */
public final class PersistentMap<V> {
  private final Node<V> root;

  private PersistentMap(Node<V> root) {
    this.root = root;
  }

  public static <V> PersistentMap<V> empty() {
    return new PersistentMap<>(null);
  }

  public Optional<V> get(String key) {
    Node<V> node = root;
    while (node != null) {
      int order = key.compareTo(node.key);
      if (order == 0) {
        return Optional.of(node.value);
      }
      node = order < 0 ? node.left : node.right;
    }
    return Optional.empty();
  }

  public boolean contains(String key) {
    return get(key).isPresent();
  }

  public int size() {
    return size(root);
  }

  public PersistentMap<V> put(String key, V value) {
    return new PersistentMap<>(put(root, key, value));
  }

  public PersistentMap<V> remove(String key) {
    return contains(key) ? new PersistentMap<>(remove(root, key)) : this;
  }

  /** All values, in the order of their keys. */
  public List<V> values() {
    List<V> all = new ArrayList<>(size());
    collect(root, all);
    return all;
  }

  /**
   * A treap: ordered by key, heap-ordered by a hash of the key, hence balanced without bookkeeping.
   */
  private record Node<V>(String key, V value, int priority, Node<V> left, Node<V> right, int size) {
    Node<V> with(Node<V> newLeft, Node<V> newRight) {
      return node(key, value, priority, newLeft, newRight);
    }
  }

  private static <V> Node<V> node(String key, V value, int priority, Node<V> left, Node<V> right) {
    return new Node<>(key, value, priority, left, right, 1 + size(left) + size(right));
  }

  private static int size(Node<?> node) {
    return node == null ? 0 : node.size;
  }

  private static <V> Node<V> put(Node<V> at, String key, V value) {
    if (at == null) {
      return node(key, value, scramble(key.hashCode()), null, null);
    }
    int order = key.compareTo(at.key);
    if (order == 0) {
      return node(key, value, at.priority, at.left, at.right);
    }
    if (order < 0) {
      Node<V> left = put(at.left, key, value);
      Node<V> grown = at.with(left, at.right);
      return left.priority > at.priority
          ? left.with(left.left, at.with(left.right, at.right))
          : grown;
    }
    Node<V> right = put(at.right, key, value);
    Node<V> grown = at.with(at.left, right);
    return right.priority > at.priority
        ? right.with(at.with(at.left, right.left), right.right)
        : grown;
  }

  private static <V> Node<V> remove(Node<V> at, String key) {
    int order = key.compareTo(at.key);
    if (order == 0) {
      return join(at.left, at.right);
    }
    return order < 0
        ? at.with(remove(at.left, key), at.right)
        : at.with(at.left, remove(at.right, key));
  }

  private static <V> Node<V> join(Node<V> left, Node<V> right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    return left.priority > right.priority
        ? left.with(left.left, join(left.right, right))
        : right.with(join(left, right.left), right.right);
  }

  private static <V> void collect(Node<V> node, List<V> into) {
    if (node != null) {
      collect(node.left, into);
      into.add(node.value);
      collect(node.right, into);
    }
  }

  private static int scramble(int hash) {
    int mixed = hash * 0x9E3779B9;
    mixed ^= mixed >>> 15;
    mixed *= 0x85EBCA6B;
    return mixed ^ (mixed >>> 13);
  }
}
