namespace Cachekit.Backends;

/// <summary>A name led to an address that no connection may go to.</summary>
internal sealed class AddressRefusedException() : IOException("The host's name leads to this machine or into a private network.");
