// Finds the native library: the file that a property names, else jna.library.path, the system's
// folders and last the jar itself, in that order.
package chengxin;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.Collections;

final class Library {
  private Library() {}

  static NativeLibrary open() {
    if (Native.SIZE_T_SIZE != 8 || Native.LONG_SIZE != 8) {
      throw new UnsatisfiedLinkError("chengxin needs a 64-bit system of the Unix family");
    }
    String path = System.getProperty("chengxin.library", "");
    return NativeLibrary.getInstance(
        path.isEmpty() ? "chengxin" : path,
        Collections.singletonMap(
            com.sun.jna.Library.OPTION_CLASSLOADER, Library.class.getClassLoader()));
  }
}
