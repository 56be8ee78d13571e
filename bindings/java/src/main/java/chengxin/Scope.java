// Native memory for the length of one call: freed at its end, and held until then.
package chengxin;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

final class Scope implements AutoCloseable {
  private final List<Memory> held = new ArrayList<>();
  private final List<Object> kept = new ArrayList<>();
  private final List<Text> secrets = new ArrayList<>();

  /** A pointer and a length. */
  static final class Text {
    final Pointer data;
    final long size;

    private Text(Pointer data, long size) {
      this.data = data;
      this.size = size;
    }
  }

  Memory bytes(long size) {
    Memory memory = new Memory(size);
    held.add(memory);
    memory.clear();
    return memory;
  }

  /** The text as UTF-8; a lone surrogate, which UTF-8 has no bytes for, is refused. */
  Text text(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      return text(bytes.array(), bytes.limit());
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the text is not Unicode", e);
    }
  }

  Text text(byte[] bytes) {
    return text(bytes, bytes.length);
  }

  private Text text(byte[] bytes, int size) {
    if (size == 0) {
      return new Text(null, 0);
    }
    Memory memory = new Memory(size);
    held.add(memory);
    memory.write(0, bytes, 0, size);
    return new Text(memory, size);
  }

  /** Bytes that are overwritten before their memory is given back. */
  Text secret(byte[] bytes) {
    Text text = text(bytes);
    secrets.add(text);
    return text;
  }

  /** Keeps an object from the garbage collector until the end of the scope. */
  void hold(Object object) {
    kept.add(object);
  }

  @Override
  public void close() {
    kept.clear();
    for (Text secret : secrets) {
      if (secret.size > 0) {
        secret.data.clear(secret.size);
      }
    }
    for (Memory memory : held) {
      memory.close();
    }
  }
}
