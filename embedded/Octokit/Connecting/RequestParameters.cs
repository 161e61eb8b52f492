using Octokit.Internal;

namespace Octokit;

/// <summary>Properties that become the parameters of a query: in snake case unless <see cref="ParameterAttribute"/> says otherwise, without those that are null.</summary>
public abstract class RequestParameters
{
    public virtual IDictionary<string, string> ToParametersDictionary() =>
        (from property in GetType().GetProperties()
         let value = property.GetValue(this)
         where value is not null
         select (Key: ParameterAttribute.KeyOf(property), Value: ParameterAttribute.ValueOf(value)))
        .ToDictionary(parameter => parameter.Key, parameter => parameter.Value);
}
