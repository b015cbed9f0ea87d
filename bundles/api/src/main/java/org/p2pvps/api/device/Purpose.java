package org.p2pvps.api.device;

/** What an owner wants a device for. */
public enum Purpose {
    FOR_RENT,
    /** Not listed; only its owner may take it, at no charge. */
    OWN_USE
}
