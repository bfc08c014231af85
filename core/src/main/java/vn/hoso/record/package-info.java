/** The record of a digitised paper: its data, its schema, its codes. */
@NullMarked
package vn.hoso.record;

import org.jspecify.annotations.NullMarked;
