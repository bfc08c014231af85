/** What the packages of this module share and nobody else should use: locks between processes, durable files. */
@NullMarked
package vn.hoso.internal;

import org.jspecify.annotations.NullMarked;
