package org.p2pvps.persistence;

import java.util.UUID;
import javax.persistence.MappedSuperclass;
import org.hibernate.annotations.TypeDef;
import org.hibernate.type.UUIDCharType;

/** What every entity is. Keys are kept as text, which both databases have, and people can read. */
@MappedSuperclass
@TypeDef(defaultForType = UUID.class, typeClass = UUIDCharType.class)
public abstract class Row {}
