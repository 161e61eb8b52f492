param name string
param location string
param tags object

@description('Whoever may read and make the key that secrets are sealed with.')
param principalId string

@secure()
@description('Secrets of the app by name; empty ones are left out.')
param secrets object

// Key Vault Secrets Officer.
var secretsOfficer = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7')

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    // Without the key every secret of every project is lost.
    enableSoftDelete: true
    enablePurgeProtection: true
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, secretsOfficer)
  scope: vault
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: secretsOfficer
  }
}

resource values 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = [for name in ['stripe-secret-key', 'stripe-webhook-secret']: if (!empty(secrets[name])) {
  parent: vault
  name: name
  properties: {
    value: secrets[name]
  }
}]

output address string = vault.properties.vaultUri
