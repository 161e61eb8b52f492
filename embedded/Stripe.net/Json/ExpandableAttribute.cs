namespace Stripe;

/// <summary>On <c>NameId</c>: the JSON has <c>name</c>, which is the id, or the thing itself where it was to be expanded.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExpandableAttribute : Attribute;
